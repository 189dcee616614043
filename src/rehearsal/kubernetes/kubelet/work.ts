import { type Json, listAt } from '../objects/json.ts';
import type { CommandBehaviour, ContainerBehaviour, ImageBehaviour } from './behaviour.ts';

/** What a container is to do: its image's own work, a command, or something that the image doesn't have. */
export type Work =
  | { readonly kind: 'main'; readonly main: ContainerBehaviour }
  | { readonly kind: 'command'; readonly command: CommandBehaviour }
  | { readonly kind: 'unknown'; readonly executable: string };

/** What the container of a pod does, by its image and by the command that the pod gives it. */
export function workOf(image: ImageBehaviour, container: Json): Work {
  const command = textsIn(container, 'command');
  const words = [...command, ...textsIn(container, 'args')];
  if (words.length === 0) return { kind: 'main', main: image.main };
  const found = commandFor(image, words);
  if (found !== undefined) return { kind: 'command', command: found };
  // Arguments alone go to what the image runs by itself.
  if (command.length === 0) return { kind: 'main', main: image.main };
  return { kind: 'unknown', executable: words[0] ?? '' };
}

/** The first command of an image whose words are how these begin; a script of `sh -c` is read as plain words. */
function commandFor(image: ImageBehaviour, words: readonly string[]): CommandBehaviour | undefined {
  const plain = scriptOf(words) ?? words;
  return image.commands.find((one) => one.words.every((word, index) => word === plain[index]));
}

function scriptOf(words: readonly string[]): readonly string[] | undefined {
  const [shell = '', option = '', script] = words;
  if (!/(?:^|\/)(?:ba|da)?sh$/.test(shell) || !/^-\w*c$/.test(option) || script === undefined)
    return undefined;
  return script
    .replace(/^exec\s+/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
}

function textsIn(container: Json, key: string): readonly string[] {
  return listAt(container, key).flatMap((word) => (typeof word === 'string' ? [word] : []));
}
