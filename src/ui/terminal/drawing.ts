import { PassThrough } from 'node:stream';
import { type Instance, render } from 'ink';
import { cloneElement, createElement, isValidElement, type ReactNode } from 'react';
import type { Size } from './full-screen.ts';
import { InkScreen } from './ink-screen.ts';
import { ScreenRoot } from './screen-root.ts';
import type { TerminalOutput } from './terminal-output.ts';

/** What is shown says when to draw (see view-source.ts); Ink is not to wait any longer than that. */
const framesPerSecond = 120;

/** What is drawn on the terminal. */
export interface Drawing {
  /** Draws this from now on; the first time with the next `drawAnew`. */
  show(element: ReactNode): void;
  resize(size: Size): void;
  /** Draws everything on an empty screen; from then on, what changes. */
  drawAnew(): void;
  /** Draws nothing until `drawAnew`. */
  pause(): void;
  end(): void;
}

/** `onFailure` is told when a component throws. */
export function openDrawing(first: Size, output: TerminalOutput, onFailure: (cause: Error) => void): Drawing {
  let size = first;
  let element: ReactNode = null;
  let ink: Instance | undefined;
  const screen = new InkScreen(size, output, drawAnew);

  // A new element each time: what is drawn anew places its cursor anew.
  const root = (): ReactNode =>
    createElement(ScreenRoot, { size, onFailure }, isValidElement(element) ? cloneElement(element) : element);

  function draw(): void {
    if (ink === undefined) ink = openInk(root(), screen);
    else ink.rerender(root());
  }

  function drawAnew(): void {
    screen.mute();
    // Ink forgets what it drew, and so draws all of it.
    ink?.clear();
    screen.startAnew();
    draw();
  }

  return {
    show(next) {
      element = next;
      if (ink !== undefined) draw();
    },
    resize(next) {
      size = next;
      screen.mute();
      screen.resize(next);
      drawAnew();
    },
    drawAnew,
    pause: () => screen.mute(),
    end() {
      screen.mute();
      ink?.unmount();
      ink = undefined;
    },
  };
}

/** Ink draws, and nothing else: modes, keys and what is printed are not its own here. */
function openInk(node: ReactNode, screen: InkScreen): Instance {
  return render(node, {
    stdout: screen,
    stderr: new PassThrough().resume(),
    stdin: new PassThrough(),
    // In CI, too: whoever opens this has looked at the terminal itself.
    interactive: true,
    incrementalRendering: true,
    maxFps: framesPerSecond,
    exitOnCtrlC: false,
    patchConsole: false,
  });
}
