import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Lane } from '#core/integration/answers.ts'
import { answerTo, type Question, type QuestionGroup, questionGroups, questionsOf, withAnswer } from '#core/integration/questions.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { shownFields } from '#renderer/inspector/node-place.ts'
import { QuestionField } from './QuestionField.tsx'
import './QuestionsStep.css'
import { sayQuestion } from './say-question.ts'
import { useLaneEnds, useWizardParts } from './use-wizard-parts.ts'
import { changeLane, useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers
const areProblemsShown = ({ areProblemsShown: are }: Wizard) => are
const groups = Object.keys(questionGroups) as readonly QuestionGroup[]

/** What one lane asks: every question with its default and what it changes. */
export function QuestionsStep({ place }: { readonly place: number }) {
  const { t } = useTranslation('integration')
  const catalogue = useCatalogue()
  const lane = useWizard(answersOf).lanes[place]
  const isAsked = useWizard(areProblemsShown)
  const ends = useLaneEnds(place)
  const { missing } = useWizardParts()
  const [isUnfolded, setUnfolded] = useState(false)
  const questions = useMemo(() => (lane && ends ? questionsOf(lane, ends, catalogue).map(sayQuestion) : []), [lane, ends, catalogue])
  if (!lane || !ends) return null
  const shown = questions.filter((question) => isShown(question, questions, lane))
  const problemOf = ({ id, field }: Question) => {
    const path = `lanes[${place}].${id}`
    const found = missing.find((one) => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`))
    return found && (isAsked || isGiven(lane, id)) ? says(found.message, field.label) : undefined
  }
  const isFolded = (question: Question) => question.isRare && problemOf(question) === undefined && !isGiven(lane, question.id)
  const rare = shown.filter(isFolded)
  const field = (question: Question) => (
    <QuestionField
      key={question.id}
      question={question}
      ends={ends}
      value={isGiven(lane, question.id) ? answerTo(lane, question) : undefined}
      problem={problemOf(question)}
      onChange={(value) => changeLane(place, (before) => withAnswer(before, question, value))}
    />
  )
  return (
    <div className="questions-step">
      {groups.map((group) => {
        const asked = shown.filter((question) => question.group === group && !isFolded(question))
        if (asked.length === 0) return null
        return (
          <section key={group} className="questions-group" aria-labelledby={`questions-${group}`}>
            <header className="questions-group-head">
              <h2 id={`questions-${group}`} className="wizard-heading">
                {t(`group.${group}.label`, { source: ends.source.system.label, target: ends.target.system.label })}
              </h2>
              <p className="wizard-quiet">
                {t(`group.${group}.help`, { source: ends.source.system.label, target: ends.target.system.label })}
              </p>
            </header>
            <div className="questions-fields">{asked.map(field)}</div>
          </section>
        )
      })}
      {shown.length === 0 && <p className="wizard-quiet">{t('questions.nothing')}</p>}
      {rare.length > 0 && (
        <div className="questions-more">
          <Button className="questions-fold" aria-expanded={isUnfolded} onPress={() => setUnfolded(!isUnfolded)}>
            <ChevronRight className="questions-fold-icon" aria-hidden />
            {t('questions.more', { count: rare.length })}
          </Button>
          {isUnfolded && <div className="questions-fields">{rare.map(field)}</div>}
        </div>
      )}
    </div>
  )
}

/** Whether it matters with the other answers of its place. */
function isShown(question: Question, all: readonly Question[], lane: Lane): boolean {
  const beside = all.filter(({ place }) => place === question.place).map(({ field }) => field)
  const held = question.place === 'lane' ? {} : lane[question.place]
  return shownFields(beside, { entity: lane.entity, ...held }).some((field) => field === question.field)
}

function isGiven(lane: Lane, id: string): boolean {
  const [place = '', name = ''] = id.split('.')
  const held: unknown = place === 'lane' ? lane : Object.hasOwn(lane, place) ? lane[place as keyof Lane] : undefined
  return typeof held === 'object' && held !== null && Object.hasOwn(held, name)
}

/** Under its control the message needs no label. */
function says(message: string, label: string): string {
  const prefix = `"${label}" `
  const rest = message.startsWith(prefix) ? message.slice(prefix.length) : message
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`
}
