import { useEffect, useState } from 'react';

/** Whether a person has pressed once and is asked again; what the api refused begins anew. */
export function useSecondStep(fault: string): [sure: boolean, setSure: (sure: boolean) => void] {
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (fault) setSure(false);
  }, [fault]);
  return [sure, setSure];
}
