import { parseAllDocuments } from 'yaml';
import { imagesOfTemplate } from './images.ts';
import { field, items, text } from './json.ts';
import { rawTemplateOf } from './pod-template.ts';

/** An image of one container of a workload. */
export interface WorkloadImage {
  /** `Deployment teei-api-gateway`. */
  readonly workload: string;
  readonly container: string;
  readonly image: string;
}

/**
 * Every image of a manifest of many documents (and Lists in them), init containers included. A text: what is
 * wrong with the YAML.
 */
export function workloadImages(manifest: string): readonly WorkloadImage[] | string {
  const documents = parseAllDocuments(manifest);
  if (!Array.isArray(documents)) return [];
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) return error.message;
  return documents.flatMap((document) => imagesOf(document.toJS()));
}

function imagesOf(object: unknown): readonly WorkloadImage[] {
  const kind = text(field(object, 'kind')) ?? '';
  if (kind.endsWith('List')) return items(field(object, 'items')).flatMap(imagesOf);
  const template = rawTemplateOf(object);
  if (template === undefined) return [];
  const workload = `${kind} ${text(field(object, 'metadata', 'name')) ?? 'without a name'}`;
  return imagesOfTemplate(template).map(({ container, image }) => ({
    workload,
    container,
    image,
  }));
}
