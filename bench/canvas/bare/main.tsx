import { type Edge, Handle, type Node, type NodeProps, Position, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import '@xyflow/react/dist/style.css'
import { memo } from 'react'
import { createRoot } from 'react-dom/client'
import { largeFlow } from '../large-flow.ts'

/** The least a page of React Flow can be: memoised nodes of one box and two dots, its own wires, nothing else. */
const query = new URLSearchParams(location.search)
const number = (name: string) => Number(query.get(name))
const flow = largeFlow(number('nodes'), number('wires'))

const Bare = memo(function Bare({ id }: NodeProps) {
  return (
    <div className="bare">
      <Handle type="target" position={Position.Left} />
      {id}
      <Handle type="source" position={Position.Right} />
    </div>
  )
})

const nodeTypes = { bare: Bare }
const startNodes = flow.nodes.map(({ id, position: [x, y] }): Node => ({ id, type: 'bare', position: { x, y }, data: {} }))
const startEdges = flow.wires.map(({ from, to }, index): Edge => ({ id: `e${index}`, source: from[0], target: to }))
const viewport = { x: number('x'), y: number('y'), zoom: number('zoom') }

function Page() {
  const [nodes, , onNodesChange] = useNodesState(startNodes)
  const [edges, , onEdgesChange] = useEdgesState(startEdges)
  return (
    <div style={{ width: number('width'), height: number('height') }}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        defaultViewport={viewport}
        panOnScroll
        minZoom={0.05}
      />
    </div>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Page />)
