import { type OutputHost, showOutputLayer } from '../layers/output-layer.ts';
import { standingOf } from '../output/standing.ts';
import type { FullScreen } from '../terminal/full-screen.ts';
import { placeOf } from './list-lines.ts';
import type { CourseRow, FiledOutput, SessionAbout, SessionsPort, StepOutput } from './sessions-view.ts';

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
  source: FiledOutput,
): void {
  const { attempt, command, ended, recorded } = output;
  const standing =
    ended === undefined ? ({ standing: 'interrupted', tone: 'warning' } as const) : standingOf(ended);
  const place = placeOf(about);
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
