// Which enterprise the pages are about, as it stands in the address; and which item an application begins with.
export type FirmQuery = { readonly of?: number }

export function readFirmQuery(search: Readonly<Record<string, unknown>>): FirmQuery {
  const of = Number(search.of)
  return Number.isSafeInteger(of) && of > 0 ? { of } : {}
}
