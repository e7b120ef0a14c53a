/** The frame with its pages comes here. */
export function App() {
  return <main>Sluice</main>
}
