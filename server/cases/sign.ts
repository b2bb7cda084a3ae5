// What an auditor would look at in a case: evidence that can be looked up and answered, never a score.

export type Sign = {
  readonly kind:
    | 'file_seen'
    | 'invoice_seen'
    | 'date_outside'
    | 'same_fact'
    | 'same_expenditure'
    | 'split'
    | 'shared_person'
    | 'shared_account'
    | 'newly_founded'
    | 'near_threshold'
    | 'bunching'
  /** Which file or fact of this case. */
  readonly what: string
  readonly text: string
  /** The other case, by its number; whether one may open it is another matter. */
  readonly other?: string
  /** The file of this case that shows it. */
  readonly evidence?: number
  /** The article of the case's document that it is about. */
  readonly article?: string
}
