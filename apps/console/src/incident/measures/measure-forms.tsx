import type { RowFormProps } from '../dialogs/form-props';
import { MeasureForm } from './measure-form';
import { MEASURES } from './measures';

export const ExtendForm = (given: RowFormProps) => <MeasureForm {...given} measure={MEASURES.extend} />;
export const ReleaseForm = (given: RowFormProps) => <MeasureForm {...given} measure={MEASURES.release} />;
export const FreezeForm = (given: RowFormProps) => <MeasureForm {...given} measure={MEASURES.freeze} />;
export const RenewForm = (given: RowFormProps) => <MeasureForm {...given} measure={MEASURES.extend_freeze} />;
export const UnfreezeForm = (given: RowFormProps) => <MeasureForm {...given} measure={MEASURES.unfreeze} />;
