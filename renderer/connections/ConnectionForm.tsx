import { ArrowLeft, PlugZap } from 'lucide-react'
import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard, ConnectionState as State } from '#core/contract/connections.ts'
import type { ContractError } from '#core/contract/reply.ts'
import type { ConnectorEntry } from '#core/kit/describe.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { ConnectionField } from './ConnectionField.tsx'
import './ConnectionForm.css'
import { ConnectionState } from './ConnectionState.tsx'
import { checkForm, type FormProblem, freeName, shownFields, startForm, toSettings } from './connection-form.ts'
import { refusedField } from './refused-field.ts'

interface ConnectionFormProps {
  readonly connector: ConnectorEntry
  readonly connection: ConnectionCard | undefined
  readonly takenNames: readonly string[]
  readonly onBack: (() => void) | undefined
  readonly onClose: () => void
  readonly onSaved: (connection: ConnectionCard) => void
}

type Doing = 'testing' | 'saving' | null

/** The form a system asks for. It can be tried before it is kept; it is kept whether or not the test went well. */
export function ConnectionForm({ connector, connection, takenNames, onBack, onClose, onSaved }: ConnectionFormProps) {
  const { t } = useTranslation('connections')
  const formId = useId()
  const [name, setName] = useState(connection?.name ?? freeName(connector.label, takenNames))
  const [readOnly, setReadOnly] = useState(connection?.readOnly ?? false)
  const [values, setValues] = useState(startForm(connector.fields, connection))
  const [areProblemsShown, setProblemsShown] = useState(false)
  const [tested, setTested] = useState<State | null>(null)
  const [error, setError] = useState<ContractError | null>(null)
  const [doing, setDoing] = useState<Doing>(null)
  const [asked, setAsked] = useState(0)
  const form = useSightOfAnswer(asked, tested ?? error)

  const fields = shownFields(connector.fields, values)
  const kept = connection?.secretFields ?? []
  const problems = checkForm(fields, values, kept)
  const isComplete = Object.keys(problems).length === 0 && name.trim() !== ''
  const settings = toSettings(fields, values)
  const refused = tested?.kind === 'failing' ? refusedField(tested.error, fields) : undefined
  const problemOf = (field: string): FormProblem | undefined => {
    const found = areProblemsShown ? problems[field] : undefined
    return (
      found ?? (tested?.kind === 'failing' && field === refused ? { kind: 'refused', says: saySentences(tested.error.message) } : undefined)
    )
  }

  const attempt = async (what: Exclude<Doing, null>, action: () => Promise<void>) => {
    setProblemsShown(true)
    setError(null)
    setAsked(asked + 1)
    if (!isComplete) return
    setDoing(what)
    try {
      await action()
    } catch (thrown) {
      setError(toContractError(thrown))
    } finally {
      setDoing(null)
    }
  }
  const test = () =>
    attempt('testing', async () => {
      setTested({ kind: 'checking' })
      try {
        setTested(
          await host.request(
            'connection:test',
            connection ? { connectionId: connection.id, settings } : { connectorId: connector.id, settings },
          ),
        )
      } catch (thrown) {
        setTested(null)
        throw thrown
      }
    })
  const save = (event: FormEvent) => {
    event.preventDefault()
    void attempt('saving', async () => {
      const saved = connection
        ? await host.request('connection:change', { connectionId: connection.id, name: name.trim(), settings, readOnly })
        : await host.request('connection:add', { connectorId: connector.id, name: name.trim(), settings, readOnly })
      // What was tried stands in the form still: the list says so too, as soon as the system has answered once more.
      if (tested?.kind === 'working') host.request('connection:test', { connectionId: saved.id }).catch(() => undefined)
      onSaved(saved)
    })
  }

  return (
    <Dialog
      title={connection ? t('change.title', { name: connection.name }) : t('add.title', { system: connector.label })}
      isOpen
      onClose={onClose}
      actions={
        <>
          {onBack && (
            <Button variant="plain" icon={ArrowLeft} onPress={onBack} className="connection-form-back">
              {t('add.back')}
            </Button>
          )}
          <Button icon={PlugZap} onPress={() => void test()} isPending={doing === 'testing'}>
            {t('form.test')}
          </Button>
          <SaveButton form={formId} isPending={doing === 'saving'} label={t(connection ? 'form.save' : 'form.add')} />
        </>
      }
    >
      <form id={formId} ref={form} className="connection-form" onSubmit={save} noValidate>
        <div className="connection-form-system">
          <SystemIcon connector={connector.id} />
          <p>{connector.summary}</p>
        </div>
        <TextField
          label={t('form.name')}
          help={t('form.name-help')}
          value={name}
          onChange={setName}
          isRequired
          problem={areProblemsShown && name.trim() === '' ? t('problem.missing') : undefined}
        />
        {fields.map((field) => (
          <ConnectionField
            key={field.name}
            field={field}
            value={values[field.name] ?? ''}
            onChange={(value) => {
              setValues((before) => ({ ...before, [field.name]: value }))
              // What was tested is not what stands there any more.
              setTested(null)
            }}
            problem={problemOf(field.name)}
            isKept={kept.includes(field.name)}
          />
        ))}
        <Switch label={t('form.read-only')} help={t('form.read-only-help')} isOn={readOnly} onChange={setReadOnly} />
        <div className="connection-form-result" aria-live="polite">
          {tested && <ConnectionState state={tested} />}
          {error && <Failing layout="line" error={error} />}
        </div>
        {/* Enter in a field saves: a form without a button of its own would not listen. */}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}

/**
 * A long form hides its end: what is wrong takes the focus at its field, and any other answer comes into sight. While one types, nothing
 * moves.
 */
function useSightOfAnswer(asked: number, answer: unknown) {
  const form = useRef<HTMLFormElement>(null)
  const look = useCallback(() => {
    const problem = form.current?.querySelector('.field-problem')
    const shown = problem?.closest('.field') ?? form.current?.querySelector('.connection-form-result')
    if (problem) shown?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
    shown?.scrollIntoView({ block: problem ? 'center' : 'nearest' })
  }, [])
  useEffect(() => {
    if (asked > 0) look()
  }, [asked, look])
  useEffect(() => {
    if (answer) look()
  }, [answer, look])
  return form
}

/** The dialog's buttons stand outside the form. */
function SaveButton({ form, isPending, label }: { readonly form: string; readonly isPending: boolean; readonly label: string }) {
  return (
    <Button
      variant="primary"
      isPending={isPending}
      onPress={() => {
        const element = document.getElementById(form)
        if (element instanceof HTMLFormElement) element.requestSubmit()
      }}
    >
      {label}
    </Button>
  )
}
