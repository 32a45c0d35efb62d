import { type Attributes, type ComponentChildren, createElement, type JSX, type VNode } from 'preact'

type Intrinsic = JSX.IntrinsicElements

type DataAttributes = { readonly [name: `data-${string}`]: string | number }

interface MakeElement {
  <K extends keyof Intrinsic>(
    type: K,
    props: (Intrinsic[K] & DataAttributes) | null,
    ...children: ComponentChildren[]
  ): VNode
  <P>(
    type: (props: P) => ComponentChildren,
    props: Omit<P, 'children'> & Attributes,
    ...children: ComponentChildren[]
  ): VNode
}

/** Preact's `h`, which here knows the attributes and events of each element by its name. */
export const h = createElement as MakeElement
