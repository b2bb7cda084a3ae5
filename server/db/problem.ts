// What can be wrong with the database as such, in words for the operator.

export class DatabaseError extends Error {
  readonly kind: 'busy' | 'broken' | 'occupied' | 'newer'

  constructor(kind: DatabaseError['kind'], message: string) {
    super(message)
    this.name = 'DatabaseError'
    this.kind = kind
  }
}
