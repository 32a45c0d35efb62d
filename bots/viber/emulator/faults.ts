import type { Status } from './refusal.ts'

/** How the API fails: the first fault that fits a call is used up by one. */
export interface ApiFault {
  method?: string | undefined
  receiver?: string | undefined
  times?: number | undefined
  /** An HTTP status with a page instead of JSON, as a proxy answers. The call is not performed. */
  http?: number | undefined
  /** HTTP 200 without a body. The call is not performed. */
  empty?: boolean | undefined
  /** No answer until the caller goes away. The call is not performed. */
  hang?: boolean | undefined
  /** Viber's own refusal. */
  status?: Status | undefined
  /** The call is performed, but its answer is lost. */
  cut?: boolean | undefined
  /** The call is performed that much later. */
  delayMs?: number | undefined
}

/** How an event goes astray on its way to the webhook. */
export interface DeliveryFault {
  kind: 'duplicate' | 'reorder' | 'drop'
  event?: string | undefined
  personId?: string | undefined
  times?: number | undefined
}

/** Faults that were ordered and not yet used up. */
export interface Faults {
  addApi(fault: ApiFault): void
  addDelivery(fault: DeliveryFault): void
  clear(): void
  nextApi(method: string, receiver: unknown): ApiFault | undefined
  nextDelivery(event: string, personId: string): DeliveryFault['kind'] | undefined
}

export function createFaults(): Faults {
  let api: (ApiFault & { left: number })[] = []
  let delivery: (DeliveryFault & { left: number })[] = []
  return {
    addApi: (fault) => void api.push({ ...fault, left: fault.times ?? 1 }),
    addDelivery: (fault) => void delivery.push({ ...fault, left: fault.times ?? 1 }),
    clear() {
      api = []
      delivery = []
    },
    nextApi(method, receiver) {
      const fault = api.find(
        (each) => (each.method ?? method) === method && (each.receiver ?? receiver) === receiver,
      )
      if (fault && --fault.left <= 0) api = api.filter((other) => other !== fault)
      return fault
    },
    nextDelivery(event, personId) {
      const fault = delivery.find(
        (each) => (each.event ?? event) === event && (each.personId ?? personId) === personId,
      )
      if (fault && --fault.left <= 0) delivery = delivery.filter((other) => other !== fault)
      return fault?.kind
    },
  }
}
