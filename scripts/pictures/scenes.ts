import type { Caption } from './svg/window.ts';
import type { LibraryFrame } from './walks/library.ts';
import type { ReleaseFrame } from './walks/release.ts';
import type { TourFrame } from './walks/tour.ts';

/** The pictures of single frames, by the name of their file, which is that of the frame. */
export const stills: Readonly<Record<ReleaseFrame | LibraryFrame, Caption>> = {
  library: {
    title: 'teei-runbook',
    describes:
      'The library: an unfinished session to go on with, the runbooks of this repository and those that come with the program; beside them, what the chosen one does, asks for and requires, and how it ended last time.',
  },
  palette: {
    title: 'Ctrl+P: every action by its name',
    describes: 'The palette of actions, filtered by what was typed, each with what it does and its key.',
  },
  help: {
    title: '?: the keys that work here',
    describes: 'The help: every key, what it does, and why some do nothing now.',
  },
  output: {
    title: 'o: the output of a step, searched',
    describes: 'The output of a health check on the whole screen, with the matches of a search marked.',
  },
  production: {
    title: 'Before a change to production',
    describes:
      'A step that changes production, and its confirmation: the command, the cluster and namespace, what it changes, how it is verified and undone. Cancel is in focus, and the namespace has to be typed.',
  },
  rollout: {
    title: 'A rollout of sixteen services, on a staged cluster',
    describes:
      'A running verification with a live table: the services that are still working come first, then those that are good.',
  },
  failed: {
    title: 'A rollout that failed, on a staged cluster',
    describes:
      'A failed verification: which service failed, in which pod, for what reason, with the last lines of its log, and what can be done next.',
  },
};

/** What the frames of the tour tell, in the bar of its window. */
export const tourCaptions: Readonly<Record<TourFrame, string>> = {
  sign: 'A box to tick: y signs it',
  look: 'c let a machine look first; the person still signs',
  command: 'What will happen, before Enter runs it',
  ran: 'It ran: its output, its verification, what was captured',
  failed: 'A verification failed, with its evidence',
  'ways-on': 'Enter shows the ways on',
  secret: 'A secret is asked for, and never shown',
  masked: 'Not even where a command gives it away',
  choice: 'A fork in the road',
  approval: 'Another person approves what is shown',
  ended: 'Completed, and every bit of it is in the log',
};

export const tour: Caption = {
  title: 'teei-runbook tour',
  describes: `A walk through the tour, in ${Object.keys(tourCaptions).length} frames: ${Object.values(tourCaptions).join('. ')}.`,
};

/** The number of the frame of the tour that stands for it where nothing may move. */
export const tourStill = Object.keys(tourCaptions).indexOf('command');
