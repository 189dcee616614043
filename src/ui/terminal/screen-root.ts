import { Component, createElement, type ReactNode } from 'react';
import { Box } from 'ink';
import type { Size } from './full-screen.ts';

interface RootProps {
  readonly size: Size;
  readonly onFailure: (cause: Error) => void;
  readonly children?: ReactNode;
}

/** Exactly the terminal's size, whatever is drawn in it. */
export function ScreenRoot({ size, onFailure, children }: RootProps) {
  return createElement(
    Box,
    { width: size.columns, height: size.rows, flexDirection: 'column', overflow: 'hidden' },
    createElement(Boundary, { onFailure }, children),
  );
}

interface BoundaryProps {
  readonly onFailure: (cause: Error) => void;
  readonly children?: ReactNode;
}

/** Draws nothing more once drawing has failed. React has no other way than a class for this. */
class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFailure(error instanceof Error ? error : new Error(String(error)));
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
