import { EMPTY_DETAILS, type IncidentDetails } from '#domain';
import type { EnrichIncidentDto } from './report.dto';

type Changeable = { -readonly [Name in keyof IncidentDetails]?: IncidentDetails[Name] };

/** The details that a body names; blanks around are cut, an empty text means "not known". */
export function changedDetails(dto: EnrichIncidentDto): Partial<IncidentDetails> {
  const changed: Changeable = {};
  for (const name of Object.keys(EMPTY_DETAILS) as (keyof IncidentDetails)[]) {
    const value = dto[name];
    if (value !== undefined) changed[name] = value?.trim() || null;
  }
  return changed;
}

export function detailsOf(dto: EnrichIncidentDto): IncidentDetails {
  return { ...EMPTY_DETAILS, ...changedDetails(dto) };
}
