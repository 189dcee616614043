import written from './models.json' with { type: 'json' };

/** What a field holds. */
export type FieldType =
  | { readonly shape: 'plain'; readonly name: string }
  | { readonly shape: 'struct'; readonly model: string }
  | { readonly shape: 'list'; readonly of: FieldType }
  | { readonly shape: 'map'; readonly of: FieldType };

/** Written by scripts/api-models.ts: of each model its fields, such as `name:string ports:[]V1ContainerPort`. */
const models: Readonly<Record<string, string>> = written;

const read = new Map<string, ReadonlyMap<string, FieldType>>();

export function isModel(name: string): boolean {
  return Object.hasOwn(models, name);
}

/** The fields of a model with their types. */
export function fieldTypesOf(model: string): ReadonlyMap<string, FieldType> {
  const known = read.get(model);
  if (known !== undefined) return known;
  const fields = new Map(
    (models[model] ?? '').split(' ').map((field) => {
      const end = field.indexOf(':');
      return [field.slice(0, end), typeOf(field.slice(end + 1))] as const;
    }),
  );
  read.set(model, fields);
  return fields;
}

function typeOf(code: string): FieldType {
  if (code.startsWith('[]')) return { shape: 'list', of: typeOf(code.slice(2)) };
  if (code.startsWith('{}')) return { shape: 'map', of: typeOf(code.slice(2)) };
  return isModel(code) ? { shape: 'struct', model: code } : { shape: 'plain', name: code };
}

/** The name of a model in Go: `PodSpec` for `V1PodSpec`. */
export function goNameOf(model: string): string {
  return model.replace(/^(?:Core|Events)?V\d+/, '');
}
