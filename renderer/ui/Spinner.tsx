import './Spinner.css'

/** A turning ring; whoever shows it also says in words what is waited for. */
export function Spinner() {
  return <span className="spinner" aria-hidden />
}
