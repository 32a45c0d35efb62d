import type { JobsOptions } from 'bullmq'
import type { Delivery } from '../core/outbox.ts'
import { type AnyQueue, type AnyWorker, connectQueueBackend, type QueuePlace } from './queue-backends.ts'
import { within } from './signal.ts'

/** What a job carries of a delivery: ids only, since a queue is no place for what people wrote. */
export interface DeliveryJob {
  readonly eventId: string
  readonly follower: string
}

/** What a worker does with its jobs; it throws where the queue shall show the job as failed. */
export interface Handlers {
  readonly deliver: (delivery: DeliveryJob) => Promise<void>
  readonly runTask: (name: string) => Promise<void>
}

export interface QueueCounts {
  readonly waiting: number
  readonly active: number
  /** Of those that the queue still remembers. */
  readonly failed: number
}

/** One face over BullMQ on Redis and on PostgreSQL. It may lose everything at any moment: PostgreSQL's rows are the truth. */
export interface Queues {
  /** Adds one job per delivery and try; known ones change nothing. Rejects when the queue does not answer in time. */
  add(deliveries: readonly Delivery[]): Promise<void>
  /** Starts this process's workers. */
  work(handlers: Handlers, options: { concurrency: number; tasks: number }): void
  /** The queue in which the schedule's ticks wait. */
  readonly ticks: AnyQueue
  counts(): Promise<QueueCounts>
  /** Resolves when the queue answers. */
  ping(): Promise<void>
  /**
   * Lets running jobs finish for at most `withinMs`; what is not done then comes again. BullMQ holds such a job's
   * lock by a timer for as long as it runs, so a process that wants to end then must exit.
   */
  close(withinMs: number): Promise<void>
}

export interface QueuesOptions {
  readonly place: QueuePlace
  /** Apart from others on the same server; the names of all queues begin with it. */
  readonly namespace: string
  /** Called for every error of a connection or a worker: the caller says each outage once. */
  readonly onError: (error: Error) => void
  /** Called when a job of this process's workers is finished, well or badly. */
  readonly onFinished: () => void
}

const ADD_TIMEOUT_MS = 2_000
const ASK_TIMEOUT_MS = 2_000
const CUT_OFF_MS = 1_000
const DAY_S = 86_400

/** The job of one try: the next try has another id, since an id that is kept cannot be added again. */
const DELIVERY: JobsOptions = {
  attempts: 1,
  stackTraceLimit: 0,
  // Few, for somebody to look at: on PostgreSQL each finished job is slower with every one that is kept.
  removeOnComplete: { age: DAY_S, count: 100 },
  removeOnFail: { age: 7 * DAY_S, count: 1_000 },
}

/** Gone at once, so that the next tick can start it again; while it is there, ticks change nothing: it runs once at a time. */
const RUN: JobsOptions = { attempts: 1, stackTraceLimit: 0, removeOnComplete: true, removeOnFail: true }
const RUN_ID = 'run.'

/** @throws when PostgreSQL does not answer; Redis may come later */
export const openQueues = async ({
  place,
  namespace,
  onError,
  onFinished,
}: QueuesOptions): Promise<Queues> => {
  const backend = await connectQueueBackend(place, onError)
  const names = { deliveries: `${namespace}-deliveries`, tasks: `${namespace}-tasks` }
  const deliveries = backend.queue(names.deliveries, { defaultJobOptions: DELIVERY })
  const tasks = backend.queue(names.tasks, { defaultJobOptions: RUN })
  const workers: AnyWorker[] = []

  const startRun = (name: string) =>
    within(ADD_TIMEOUT_MS, 'add to the queue', tasks.add(name, {}, { jobId: RUN_ID + name }))

  return {
    add: async (claimed) => {
      const jobs = claimed.map(({ eventId, follower, tries }) => ({
        name: follower,
        data: { eventId, follower } satisfies DeliveryJob,
        opts: { jobId: `${follower}.${eventId}.${tries}` },
      }))
      await within(ADD_TIMEOUT_MS, 'add to the queue', deliveries.addBulk(jobs))
    },
    work: ({ deliver, runTask }, { concurrency, tasks: taskCount }) => {
      workers.push(
        backend.worker(names.deliveries, (job) => deliver(job.data as DeliveryJob), { concurrency }),
        // A place for every task and for its tick: a long one never keeps another from its time.
        backend.worker(
          names.tasks,
          async (job) =>
            void (job.id?.startsWith(RUN_ID) ? await runTask(job.name) : await startRun(job.name)),
          { concurrency: 2 * taskCount + 1 },
        ),
      )
      for (const worker of workers) {
        worker.on('completed', onFinished)
        worker.on('failed', onFinished)
      }
    },
    ticks: tasks,
    counts: async () => {
      const all = await within(
        ASK_TIMEOUT_MS,
        'count the jobs',
        Promise.all(
          [deliveries, tasks].map((queue) =>
            queue.getJobCounts('waiting', 'prioritized', 'active', 'failed'),
          ),
        ),
      )
      const of = (...states: string[]) =>
        all.reduce((total, counts) => states.reduce((sum, state) => sum + (counts[state] ?? 0), total), 0)
      return { waiting: of('waiting', 'prioritized'), active: of('active'), failed: of('failed') }
    },
    ping: async () => void (await within(ASK_TIMEOUT_MS, 'ping the queue', backend.ping())),
    close: async (withinMs) => {
      const finished = Promise.all(workers.map((worker) => worker.close()))
      await within(withinMs, 'finish the running jobs', finished).catch((error: unknown) => {
        onError(error as Error)
        for (const worker of workers) worker.disconnect().catch(onError)
      })
      await within(CUT_OFF_MS, 'close the queue', Promise.all([deliveries.close(), tasks.close()])).catch(
        onError,
      )
      await within(CUT_OFF_MS, 'let go of the queue', backend.close()).catch(onError)
    },
  }
}
