import { Component, type ReactNode } from 'react'
import { PageBroken } from './PageBroken.tsx'

interface Props {
  /** A new place gets a new chance. */
  readonly place: string
  readonly children: ReactNode
}

interface State {
  readonly thrown: unknown
  readonly place: string
}

/** Keeps a page that breaks from taking the others with it. A class, because React knows no other way. */
export class PageBoundary extends Component<Props, State> {
  override state: State = { thrown: null, place: this.props.place }

  static getDerivedStateFromError(thrown: unknown): Partial<State> {
    return { thrown }
  }

  static getDerivedStateFromProps({ place }: Props, state: State): Partial<State> | null {
    return place === state.place ? null : { place, thrown: null }
  }

  override render(): ReactNode {
    if (this.state.thrown === null) return this.props.children
    return <PageBroken thrown={this.state.thrown} onRetry={() => this.setState({ thrown: null })} />
  }
}
