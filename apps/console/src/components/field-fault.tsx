/** What stands in the way of one field; nothing where nothing does. */
export function FieldFault({ field, text }: { readonly field: string; readonly text: string }) {
  return <span className="bad" role={text ? 'alert' : undefined} data-fault={text ? field : undefined}>{text}</span>;
}
