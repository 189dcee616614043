import { type OutputHost, showOutputLayer } from '../layers/output-layer.ts';
import type { OpenOutput } from '../output/output-source.ts';
import { standingOf } from '../output/standing.ts';
import type { FullScreen } from '../terminal/full-screen.ts';
import { span } from '../text/line.ts';
import { safeLine } from '../text/safe.ts';
import { tagOf } from './list-lines.ts';
import type { CourseRow, SessionAbout, SessionsPort, StepOutput } from './sessions-view.ts';

/** What an output is shown with. */
export interface OutputPorts {
  readonly port: SessionsPort;
  readonly screen: Pick<FullScreen, 'copy'>;
}

/** What is shown: the output of an entry of a session. */
interface Shown {
  readonly entry: CourseRow;
  readonly output: StepOutput;
  readonly about: SessionAbout;
}

/** Shows the filed output of an attempt over the session, and closes it with the screen. */
export function showStepOutput(
  host: OutputHost,
  { port, screen }: OutputPorts,
  { entry, output, about }: Shown,
  source: OpenOutput,
): void {
  const { attempt, command, ended, recorded } = output;
  const standing =
    ended === undefined ? ({ standing: 'interrupted', tone: 'warning' } as const) : standingOf(ended);
  const tag = tagOf(about);
  const place = [...(tag.length === 0 ? [span('')] : tag), ...safeLine(about.environment, 'strong')];
  const heading = { step: entry.step ?? '', attempt, place, command, ...standing, recorded };
  showOutputLayer(
    host,
    {
      source,
      heading: () => heading,
      colour: port.colour,
      copy: (text) => screen.copy(text),
      pager: port.pager,
      page: port.page,
      save: port.save,
    },
    () => void source.close(),
  );
}
