import { BaseSequencer, type TestSpecification } from 'vitest/node'

const order = ['app', 'page', 'code']

/** Journeys first: what takes minutes must not be left to the end, when the other cores have nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project }: TestSpecification) => order.indexOf(project.name)
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}
