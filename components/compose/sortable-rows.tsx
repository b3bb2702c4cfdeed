'use client'

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { restrictToParentElement, restrictToVerticalAxis } from '@dnd-kit/modifiers'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { type ReactNode, useId } from 'react'

interface SortableRowsProps {
  /** Of the rows, in their order. */
  ids: readonly string[]
  nameOf: (place: number) => string
  onMove: (from: number, to: number) => void
  children: ReactNode
}

/** Rows that are put in order by dragging: with the mouse, a finger, or Space and the arrow keys on the handle. */
export function SortableRows({ ids, nameOf, onMove, children }: SortableRowsProps) {
  const contextId = useId()
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const placeOf = (id: UniqueIdentifier) => ids.indexOf(String(id))
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const [from, to] = [placeOf(active.id), over ? placeOf(over.id) : -1]
    if (from >= 0 && to >= 0 && from !== to) onMove(from, to)
  }
  const where = (id: UniqueIdentifier) => `${placeOf(id) + 1} of ${ids.length}`
  const announcements: Announcements = {
    onDragStart: ({ active }) => `${nameOf(placeOf(active.id))} is lifted from ${where(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over && over.id !== active.id ? `It would be ${where(over.id)}.` : undefined,
    onDragEnd: ({ active, over }) =>
      `${nameOf(placeOf(active.id))} is ${over ? `now ${where(over.id)}` : 'where it was'}.`,
    onDragCancel: ({ active }) => `${nameOf(placeOf(active.id))} is where it was.`,
  }
  return (
    <DndContext
      id={contextId}
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[restrictToVerticalAxis, restrictToParentElement]}
      accessibility={{ announcements, screenReaderInstructions: INSTRUCTIONS }}
      onDragEnd={onDragEnd}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  )
}

const INSTRUCTIONS = {
  draggable:
    'Press Space to lift the entry, the arrow keys to move it, Space to put it down, Escape to leave it.',
}
