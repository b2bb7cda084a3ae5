// A file as it was sent → the name that people see and what the file really is; or why it is not taken.
import { mediaTypeOf } from './mediaType.ts'
import { CaseError } from './problem.ts'

/** Throws CaseError `wrong_file`. */
export function acceptedFile(
  given: string,
  bytes: Buffer,
): { readonly name: string; readonly mediaType: string } {
  const name = baseName(given)
  return { name, mediaType: acceptedType(name, bytes) }
}

/** What a person sees as the name: no folders, no control characters, not endless. */
function baseName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const name = last.replaceAll(/\p{C}/gu, '').trim()
  if (name === '' || name === '.' || name === '..')
    throw new CaseError('wrong_file', '文件没有名称，请改名后上传')
  return name.length <= 150 ? name : `…${name.slice(-149)}`
}

function acceptedType(name: string, bytes: Buffer): string {
  const media = mediaTypeOf(bytes)
  if (media.kind === 'refused') throw new CaseError('wrong_file', `「${name}」没有上传：${media.text}`)
  const extension = name.includes('.') ? (name.split('.').at(-1)?.toLowerCase() ?? '') : ''
  if (!media.extensions.includes(extension)) {
    const expected = media.extensions.map((each) => `.${each}`).join('、')
    throw new CaseError('wrong_file', `「${name}」的内容与名称不符，按内容应为 ${expected}，请核对后上传`)
  }
  return media.type
}
