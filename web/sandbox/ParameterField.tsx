// One number of the rules: what the text says, what is assumed instead, by slider or by words.
import { Link } from '@tanstack/react-router'
import { Slider } from 'antd'
import { useId, useMemo } from 'react'
import { cliffsOf, type Parameter, type Program } from '#lang'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'
import { placeOn, slideOf } from './steps.ts'
import { type Assumption, useAssumption } from './useChange.ts'
import { useSandbox } from './useSandbox.ts'

type Props = { readonly program: Program; readonly parameter: Parameter; readonly at: string }

export function ParameterField({ program, parameter, at }: Props) {
  const { label, text, quote, role, items, sameWords, policy, article, id } = parameter
  const assumption = useAssumption(program, parameter, at)
  const { change } = useSandbox()
  const edged = useMemo(
    () => role === 'threshold' && cliffsOf(program, parameter) !== undefined,
    [program, parameter, role],
  )
  const { reform } = words.sandbox
  return (
    <fieldset className={assumption.changed ? 'parameter parameter-changed' : 'parameter'}>
      <legend className="parameter-label">
        <span className="nature">{reform.role[role]}</span> {label}
      </legend>
      <p className="parameter-quote">
        {quote && reform.said(quote)}{' '}
        <Link to="/policies/$id" params={{ id: policy }} hash={articleAnchor(article)}>
          {reform.article}
        </Link>
      </p>
      <ParameterSlider parameter={parameter} assumption={assumption} />
      <div className="parameter-values">
        <span>
          {reform.text} <strong>{text}</strong> {reform.arrow}
        </span>
        <AssumedInput parameter={parameter} assumption={assumption} />
        {assumption.changed && (
          <button
            type="button"
            className="text-button"
            aria-label={reform.resetOf(label)}
            onClick={assumption.reset}
          >
            {reform.reset}
          </button>
        )}
        {edged && (
          <button type="button" className="text-button" onClick={() => change({ cliff: id })}>
            {reform.cliff}
          </button>
        )}
      </div>
      {sameWords.length > 0 && <p className="rule-small">{reform.sameWords(sameWords.length)}</p>}
      {items.length > 1 && <p className="rule-small">{reform.others(items.length - 1)}</p>}
    </fieldset>
  )
}

type FieldProps = { readonly parameter: Parameter; readonly assumption: Assumption }

function ParameterSlider({ parameter: { text, label, kind }, assumption }: FieldProps) {
  const slide = useMemo(() => (kind === 'number' ? slideOf(text) : undefined), [text, kind])
  if (!slide) return null
  const place = assumption.text === '' ? slide.value : placeOn(text, assumption.text)
  return (
    <Slider
      {...{ min: slide.min, max: slide.max, step: slide.step }}
      value={place ?? slide.value}
      onChange={(value: number) => assumption.write(slide.text(value))}
      marks={{ [slide.value]: text }}
      included={false}
      tooltip={{ formatter: (value) => slide.text(value ?? 0) }}
      ariaLabelForHandle={words.sandbox.reform.slider(label)}
      ariaValueTextFormatterForHandle={(value) => slide.text(value)}
    />
  )
}

export function AssumedInput({ parameter: { label, text }, assumption }: FieldProps) {
  const problem = useId()
  return (
    <>
      <input
        className={assumption.changed ? 'assumed assumed-changed' : 'assumed'}
        aria-label={words.sandbox.reform.input(label)}
        placeholder={text}
        value={assumption.text}
        onChange={(event) => assumption.write(event.target.value)}
        {...(assumption.problem && { 'aria-invalid': true, 'aria-describedby': problem })}
      />
      {assumption.problem && (
        <p className="field-problem" id={problem} role="status">
          {assumption.problem}
        </p>
      )}
    </>
  )
}
