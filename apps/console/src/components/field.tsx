import { useId, type ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  readonly must?: boolean;
  /** Columns of twelve. */
  readonly span?: number;
  readonly below?: ReactNode;
  children(id: string): ReactNode;
}

/** A label, its control, and one line below that is always there, so that hints never move what is being typed. */
export function Field({ label, must, span, below, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field" style={span ? { gridColumn: `span ${span}` } : undefined}>
      <label htmlFor={id}>{label}{must && <span className="must" aria-hidden> ✱</span>}</label>
      {children(id)}
      {below !== undefined && <div className="below" aria-live="polite">{below}</div>}
    </div>
  );
}
