'use client'

import type { ReactNode } from 'react'
import { undoTagsOf } from '@/components/restore/undo-state'
import { UndoView } from '@/components/restore/undo-view'
import { useUndo } from '@/components/restore/use-undo'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogDescription, DialogFooter, DialogTitle } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { parseReference } from '@/lib/oci/reference'
import { PlanChange } from './plan-change'
import { ProblemList } from './problem-list'
import { PushFailureView } from './push-failure'
import { PushProgressView } from './push-progress'
import { PushResultView } from './push-result'
import type { MovedTagList, PushState } from './push-state'
import type { LivePlan } from './use-plan'
import type { Push } from './use-push'

interface PushDialogProps {
  push: Push
  live: LivePlan
  /** The whole reference that is pushed, for the title. */
  target: string
  onRetry: () => void
  onStartOver: () => void
}

/** One push from start to end, and its undoing. Not dismissed by accident while it runs; it can be stopped. */
export function PushDialog(props: PushDialogProps) {
  const { state } = props.push
  return state.phase === 'idle' ? null : <OpenPushDialog {...props} state={state} />
}

function OpenPushDialog({ push, state, live, target, onRetry, onStartOver }: PushDialogProps & Opened) {
  const { stop, close } = push
  const undo = useUndo()
  const running = state.phase === 'running' || undo.phase === 'running'
  const reference = parseReference(target)
  const offerUndo = (tags: MovedTagList) => {
    if (!reference.ok) return
    const { registry, repository } = reference.value
    undo.offer(undoTagsOf(`${registry}/${repository}`, tags))
  }
  return (
    <Dialog open onOpenChange={(open) => !open && !running && close()}>
      <DialogContent
        className="max-w-2xl"
        dismissible={!running}
        onInteractOutside={(event) => event.preventDefault()}
        aria-describedby={undefined}
      >
        {undo.rows ? (
          <UndoView undo={undo} rows={undo.rows} onBack={undo.leave} onClose={close} />
        ) : (
          <PushView
            state={state}
            live={live}
            target={target}
            actions={{ stop, close, retry: onRetry, startOver: onStartOver, undo: offerUndo }}
          />
        )}
      </DialogContent>
    </Dialog>
  )
}

interface Opened {
  state: Exclude<PushState, { phase: 'idle' }>
}

interface PushViewProps extends Opened {
  live: LivePlan
  target: string
  actions: {
    stop: () => void
    close: () => void
    retry: () => void
    startOver: () => void
    undo: (tags: MovedTagList) => void
  }
}

function PushView({ state, live, target, actions }: PushViewProps): ReactNode {
  switch (state.phase) {
    case 'running':
      return (
        <>
          <DialogTitle className="break-all">Pushing {target}</DialogTitle>
          <PushProgressView progress={state.progress} />
          <DialogFooter>
            <Button onClick={actions.stop} disabled={state.stopping}>
              {state.stopping ? 'Stopping…' : 'Stop'}
            </Button>
          </DialogFooter>
        </>
      )
    case 'done':
      return (
        <PushResultView
          result={state.result}
          onClose={actions.close}
          onStartOver={actions.startOver}
          onUndo={() => actions.undo(state.result.tags)}
        />
      )
    case 'moved':
      return <MovedView message={state.message} live={live} onUse={actions.close} />
    case 'blocked':
      return (
        <>
          <DialogTitle>Not pushed</DialogTitle>
          <DialogDescription>{state.message} Nothing was written.</DialogDescription>
          <div className="mt-3">
            <ProblemList problems={state.problems} />
          </div>
          <DialogFooter>
            <Button variant="primary" onClick={actions.close}>
              Back to the composition
            </Button>
          </DialogFooter>
        </>
      )
    case 'failed':
      return (
        <PushFailureView
          failure={state.failure}
          stopped={state.stopped}
          progress={state.progress}
          live={live}
          onClose={actions.close}
          onRetry={actions.retry}
          onUndo={actions.undo}
        />
      )
  }
}

/** A tag or a source moved between looking and pushing: the new change is shown before anything else can happen. */
function MovedView({ message, live, onUse }: { message: string; live: LivePlan; onUse: () => void }) {
  return (
    <>
      <DialogTitle>The registry has moved on</DialogTitle>
      <Notice kind="warning" className="mt-3">
        {message} Nothing was written.
      </Notice>
      <h3 className="mt-4 mb-2 font-medium">What a push would change now</h3>
      {live.stale && (
        <p className="flex items-center gap-2 text-ink-2">
          <Spinner /> Making the new plan…
        </p>
      )}
      {!live.stale && live.plan && <PlanChange plan={live.plan} />}
      {!live.stale && live.error && <Notice kind="error">{live.error.message}</Notice>}
      <DialogFooter>
        <Button variant="primary" disabled={live.stale} onClick={onUse}>
          Use the new plan
        </Button>
      </DialogFooter>
    </>
  )
}
