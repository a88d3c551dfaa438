import type { Field, Finding, SettingsForm, SettingsPatch } from "./index.js";

export interface AttachOptions {
  /** The control of a field, or its `name`, where the name does not tell which field it is. */
  fields?: Partial<Record<Field, string | HTMLElement>>;
  /** `false`: check only controls that have `data-smtp` or are listed in `fields`. */
  guess?: boolean;
  /** The connection security, if the form has no control for it. */
  security?: "none" | "implicit_tls" | "starttls";
  /** Whether a secret is stored for the current server and port (also: `data-smtp-saved-secret`). */
  hasSavedSecret?: boolean;
  /** The URL that checks forms if WebAssembly is blocked: `POST /api/v1/check` of an smtp-doctor service. */
  checkUrl?: string;
  /** Whether findings include the text of their entries. */
  text?: boolean;
  /** The element that shows a control's finding. By default, one is inserted after the control. */
  note?: (control: HTMLElement) => HTMLElement | undefined;
}

export interface Attached {
  /** `waiting`, `on`, `remote` (the service checks) or `off` (only the platform's own rules apply). */
  readonly state: "waiting" | "on" | "remote" | "off";
  /** Resolves when the first check is done. */
  readonly ready: Promise<void>;
  /** The findings of the last check. */
  readonly findings: Finding[];
  /** Whether a secret is stored for the current server and port. */
  readonly hasSavedSecret: boolean;
  /** The form's values as they are checked. */
  readonly form: SettingsForm;
  /** Checks now and shows every finding. */
  check(): Promise<Finding[]>;
  /** Enters a fix into the controls as if the user had typed it. */
  apply(fix: SettingsPatch): void;
  /** Restores the form and stops checking it. */
  detach(): void;
}

/**
 * Checks an existing form. Errors become custom validity and block submission; warnings do not.
 *
 * Events on the root: `smtp-check` (`{findings}`), `smtp-apply` (`{fix}`), `smtp-secret` (`{saved}`: whether
 * the stored secret still counts after server or port changed).
 */
export function attach(root: HTMLElement, options?: AttachOptions): Attached;
