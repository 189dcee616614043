import { errorText } from '../../problem/problem.ts';
import type { DrawnDialog } from '../form/form-lines.ts';
import type { ActionId } from '../keymap/actions.ts';
import { openHelp } from '../keymap/help-view.ts';
import type { Keymap } from '../keymap/keymap.ts';
import { openPalette } from '../keymap/palette.ts';
import { showHelp } from '../layers/help-layer.ts';
import { createLayers, type Layers } from '../layers/layers.ts';
import type { OutputHost } from '../layers/output-layer.ts';
import { askPicker } from '../layers/picker-layer.ts';
import { openSearch } from '../layers/search-layer.ts';
import { belowRows, type ScreenView } from '../screen/screen-view.ts';
import { createViewSource, type ViewSource } from '../screen/view-source.ts';
import type { FullScreen, Size } from '../terminal/full-screen.ts';
import type { Input } from '../terminal/input.ts';
import { courseAction, courseInput, found, noOutput } from './course-input.ts';
import { courseLines, standing } from './course-lines.ts';
import { type CourseState, focusedEntry, openCourse } from './course-state.ts';
import type { Line } from '../text/line.ts';
import { listAction, listInput } from './list-input.ts';
import { listLines, placeOf, type SessionsPlace } from './list-lines.ts';
import { focusedSession, type ListState, unreadList, withSessions } from './list-state.ts';
import { type OutputPorts, showStepOutput } from './show-step-output.ts';
import type { SessionRow, SessionsPort } from './sessions-view.ts';

/** What the sessions need of the screen that they are on. */
export type SessionsScreenHost = Pick<FullScreen, 'size' | 'redraw' | 'suspend' | 'copy'>;

/** Rows of the sessions that stay in sight above what is asked. */
const keptRows = 4;

type Answer = ReturnType<typeof listInput> | ReturnType<typeof courseInput>;

/** The sessions on the full screen: the list, and over it one session. It shows the list at once, and reads it. */
export class SessionsScreen {
  readonly source: ViewSource<ScreenView>;
  /** Resolves when they are left; rejects where they can’t be listed. */
  readonly left: Promise<void>;
  readonly #screen: SessionsScreenHost;
  readonly #keymap: Keymap;
  readonly #port: SessionsPort;
  readonly #layers: Layers;
  readonly #leave: () => void;
  #list: ListState = unreadList;
  #course: CourseState | undefined;
  /** What is being read for Enter; another key makes it void. */
  #awaited: object | undefined;

  constructor(screen: SessionsScreenHost, keymap: Keymap, now: () => number, port: SessionsPort) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.left = promise;
    this.#leave = resolve;
    this.#screen = screen;
    this.#keymap = keymap;
    this.#port = port;
    this.source = createViewSource<ScreenView>(() => this.#view(), now);
    this.#layers = createLayers(this.source.changed);
    port.list().then((all) => {
      this.#list = withSessions(this.#list, all);
      this.source.changed();
    }, reject);
  }

  input(input: Input): void {
    const { top } = this.#layers;
    const { size } = this.#screen;
    if (top !== undefined) return top.input(input, top.place === 'screen' ? size : roomAsked(size));
    const action = this.#generalAction(input);
    if (action === 'interrupt' && input.input === 'key' && !input.alone) return;
    if (action !== undefined && everywhere.has(action)) return this.#act(action);
    const place = this.#place();
    this.#took(
      this.#course === undefined
        ? listInput(this.#list, input, place)
        : courseInput(this.#course, input, place),
    );
  }

  /** What is typed into the filter is text. */
  #generalAction(input: Input): ActionId | undefined {
    const typing = this.#course === undefined && this.#list.typing;
    if (input.input !== 'key' || typing) return undefined;
    return this.#keymap.actionFor(input.chord, { screen: 'sessions', searching: false });
  }

  #place(size: Size = this.#screen.size): SessionsPlace {
    return { size, keymap: this.#keymap, folder: this.#port.folder };
  }

  #took(answer: Answer): void {
    this.#awaited = undefined;
    if ('closed' in answer) this.#close();
    else if ('search' in answer) this.#search();
    else if ('entry' in answer) void this.#lookAtOutput();
    else if ('look' in answer) void this.#lookAt(answer.look);
    else if ('course' in answer.state) this.#course = answer.state;
    else this.#list = answer.state;
    this.source.changed();
  }

  #close(): void {
    if (this.#course === undefined) this.#leave();
    this.#course = undefined;
  }

  async #lookAt({ id, about }: SessionRow): Promise<void> {
    if (about === undefined) return;
    const token = {};
    this.#awaited = token;
    this.#list = { ...this.#list, typing: false, message: 'Reading it …' };
    const answer = await this.#port.course(id).catch(unreadable);
    if (this.#awaited !== token) return;
    this.#list = { ...this.#list, message: 'why' in answer ? answer.why : undefined };
    if ('read' in answer) this.#course = openCourse(id, about, answer.read);
    this.source.changed();
  }

  async #lookAtOutput(): Promise<void> {
    const course = this.#course;
    const entry = course && focusedEntry(course);
    if (course === undefined || entry?.output === undefined) return;
    const { about, id } = course;
    const { output } = entry;
    const token = {};
    this.#awaited = token;
    const answer = await this.#port.openOutput(id, output).catch(unreadable);
    if (this.#awaited !== token) {
      if ('read' in answer) await answer.read.close();
    } else if ('why' in answer) this.#course = { ...course, message: answer.why };
    else showStepOutput(this.#outputHost(), this.#outputPorts(), { entry, output, about }, answer.read);
    this.source.changed();
  }

  #outputHost(): OutputHost {
    return {
      layers: this.#layers,
      keymap: this.#keymap,
      changed: this.source.changed,
      act: (action) => this.#act(action),
      place: () => this.#where(),
    };
  }

  #outputPorts(): OutputPorts {
    return { port: this.#port, screen: this.#screen };
  }

  #search(): void {
    if (this.#course === undefined) return;
    const before = { ...this.#course, message: undefined };
    openSearch(this.#layers, before.query, {
      typed: (query) => {
        this.#course = found({ ...before, query }, before.focus, 1, this.#place());
      },
      accepted: () => undefined,
      cancelled: () => {
        this.#course = { ...before, query: '' };
      },
      standing: () => (this.#course === undefined ? '' : standing(this.#course)),
      changed: this.source.changed,
    });
  }

  #act(action: ActionId): void {
    switch (action) {
      case 'help': {
        const help = openHelp(this.#keymap, 'sessions', this.#whyNot, this.#where());
        return showHelp(this.#layers, this.source.changed, help);
      }
      case 'palette':
        return void this.#openActions();
      case 'suspend':
        return void this.#screen.suspend();
      case 'redraw':
        return this.#screen.redraw();
      case 'interrupt':
        return this.#leave();
      default:
        return this.#took(
          this.#course === undefined
            ? listAction(this.#list, action, this.#place())
            : courseAction(this.#course, action, this.#place()),
        );
    }
  }

  async #openActions(): Promise<void> {
    const palette = openPalette(this.#keymap, 'sessions', this.#whyNot);
    const action = await askPicker(this.#layers, this.source.changed, palette);
    if (action !== undefined) this.#act(action);
  }

  #where(): Line {
    return this.#course === undefined ? [] : placeOf(this.#course.about);
  }

  readonly #whyNot = (action: ActionId): string | undefined => {
    const course = this.#course;
    if (action === 'look' && course !== undefined)
      return focusedEntry(course)?.output === undefined ? noOutput : undefined;
    if (action === 'look')
      return focusedSession(this.#list) === undefined ? 'There is nothing to look at.' : undefined;
    if (action !== 'search-next' && action !== 'search-previous') return undefined;
    if (course === undefined) return 'The filter leaves only what fits.';
    return course.query === '' ? 'Nothing is searched for.' : undefined;
  };

  #drawn(size: Size): DrawnDialog {
    const place = this.#place(size);
    return this.#course === undefined ? listLines(this.#list, place) : courseLines(this.#course, place);
  }

  #view(): ScreenView {
    const { size } = this.#screen;
    const { top } = this.#layers;
    if (top?.place === 'screen') {
      const { lines: rows, cursor } = top.draw(size);
      return { view: 'rows', size, rows, cursor };
    }
    const asked = top?.draw(roomAsked(size));
    const { lines, cursor } = this.#drawn({ ...size, rows: size.rows - (asked?.lines.length ?? 0) });
    if (asked === undefined) return { view: 'rows', size, rows: lines, cursor };
    const rows = [...lines, ...asked.lines];
    return { view: 'rows', size, rows, cursor: belowRows(asked.cursor, lines.length) };
  }
}

/** What lies at the bottom leaves some rows of what is below it. */
function roomAsked({ columns, rows }: Size): Size {
  return { columns, rows: Math.max(3, rows - keptRows) };
}

function unreadable(thrown: unknown): { readonly why: string } {
  return { why: `It can’t be read: ${errorText(thrown)}` };
}

/** Actions that are the program's and not the sessions'. */
const everywhere: ReadonlySet<ActionId> = new Set(['help', 'palette', 'suspend', 'redraw', 'interrupt']);
