// What a simulation answers, for the screens: they take types from the API alone.
export type * from '../simulation/result.ts'
