import { type Json, textAt } from '../objects/json.ts';
import type { Happening } from '../controllers/support/events.ts';
import { BackOff, goDuration } from './back-off.ts';
import type { ImageBehaviour } from './behaviour.ts';
import type { ContainerState } from './container-state.ts';
import { notFoundMessage, repositoryOf } from './image-name.ts';
import type { PodContext } from './pod-context.ts';

/** Simulated milliseconds until a registry says that it has no such image. */
const refusal = 800;
/** For how long ErrImagePull is shown before it becomes ImagePullBackOff. */
const errorShown = 1500;
/** Bytes, as the event of a pull says: the simulation downloads nothing. */
const imageSize = 187_432_110;

/** Gets the image of one container onto its node, as often as it takes. */
export class ImagePull {
  readonly #context: PodContext;
  readonly #container: Json;
  readonly #image: string;
  readonly #tell: (happening: Pick<Happening, 'type' | 'reason' | 'message'>) => void;
  readonly #backOff = new BackOff();

  constructor(context: PodContext, container: Json, tell: (happening: Happening) => void) {
    this.#context = context;
    this.#container = container;
    this.#image = textAt(container, 'image') ?? '';
    this.#tell = tell;
  }

  /** Calls `onImage` once the image is there; tells by `onWaiting` what keeps it. */
  begin(onImage: (image: ImageBehaviour) => void, onWaiting: (state: ContainerState) => void): void {
    const image = this.#image;
    if (repositoryOf(image) === undefined) return this.#invalid(onWaiting);
    const behaviour = this.#context.world.behaviourOf(image);
    const policy = textAt(this.#container, 'imagePullPolicy') ?? 'IfNotPresent';
    if (behaviour !== undefined && policy !== 'Always' && this.#context.images.has(image)) {
      this.#tell(normal('Pulled', `Container image ${JSON.stringify(image)} already present on machine`));
      return onImage(behaviour);
    }
    if (policy === 'Never') return this.#never(onWaiting);
    this.#tell(normal('Pulling', `Pulling image ${JSON.stringify(image)}`));
    this.#context.timers.after(behaviour?.pull ?? refusal, () => {
      if (behaviour === undefined) this.#failed(onImage, onWaiting);
      else this.#pulled(behaviour, onImage);
    });
  }

  #pulled(behaviour: ImageBehaviour, onImage: (image: ImageBehaviour) => void): void {
    const took = goDuration(behaviour.pull);
    const name = JSON.stringify(this.#image);
    this.#context.images.add(this.#image);
    this.#tell(
      normal(
        'Pulled',
        `Successfully pulled image ${name} in ${took} (${took} including waiting). Image size: ${String(imageSize)} bytes.`,
      ),
    );
    onImage(behaviour);
  }

  #failed(onImage: (image: ImageBehaviour) => void, onWaiting: (state: ContainerState) => void): void {
    const name = JSON.stringify(this.#image);
    const message = notFoundMessage(this.#image);
    this.#tell(warning('Failed', `Failed to pull image ${name}: ${message}`));
    this.#tell(warning('Failed', 'Error: ErrImagePull'));
    onWaiting({ kind: 'waiting', reason: 'ErrImagePull', message });
    this.#context.timers.after(errorShown, () => {
      this.#tell(normal('BackOff', `Back-off pulling image ${name}`));
      this.#tell(warning('Failed', 'Error: ImagePullBackOff'));
      const waiting = `Back-off pulling image ${name}: ErrImagePull: ${message}`;
      onWaiting({ kind: 'waiting', reason: 'ImagePullBackOff', message: waiting });
      this.#context.timers.after(this.#backOff.next(), () => this.begin(onImage, onWaiting));
    });
  }

  #invalid(onWaiting: (state: ContainerState) => void): void {
    const name = JSON.stringify(this.#image);
    const message = `Failed to apply default image tag ${name}: couldn't parse image name ${name}: invalid reference format`;
    this.#tell(warning('InspectFailed', message));
    this.#tell(warning('Failed', 'Error: InvalidImageName'));
    onWaiting({ kind: 'waiting', reason: 'InvalidImageName', message });
  }

  #never(onWaiting: (state: ContainerState) => void): void {
    const message = `Container image ${JSON.stringify(this.#image)} is not present with pull policy of Never`;
    this.#tell(warning('ErrImageNeverPull', message));
    this.#tell(warning('Failed', 'Error: ErrImageNeverPull'));
    onWaiting({ kind: 'waiting', reason: 'ErrImageNeverPull', message });
  }
}

function normal(reason: string, message: string): Happening {
  return { type: 'Normal', reason, message };
}

function warning(reason: string, message: string): Happening {
  return { type: 'Warning', reason, message };
}
