import type { Field, Finding, SettingsForm, SettingsPatch } from "./index.js";

export interface AttachOptions {
  /** Where a field is, where its name does not tell: the `name` of a control, or the control. */
  fields?: Partial<Record<Field, string | HTMLElement>>;
  /** `false`: only controls that are marked (`data-smtp`) or named in `fields` are checked. */
  guess?: boolean;
  /** The secure connection, where the form has no control for it. */
  security?: "none" | "implicit_tls" | "starttls";
  /** Whether a secret is stored for the server and port as they stand now (also: `data-smtp-saved-secret`). */
  hasSavedSecret?: boolean;
  /** Where forms are checked when WebAssembly is blocked: `POST /api/v1/check` of a smtp-doctor server. */
  checkUrl?: string;
  /** Whether findings bring the entries' words along. */
  text?: boolean;
  /** The element that shows the finding of a control; made behind it if none is given. */
  note?: (control: HTMLElement) => HTMLElement | undefined;
}

export interface Attached {
  /** `waiting`, `on`, `remote` (checked by the server) or `off` (only the platform's own rules). */
  readonly state: "waiting" | "on" | "remote" | "off";
  /** When the first check is done. */
  readonly ready: Promise<void>;
  /** What was found last. */
  readonly findings: Finding[];
  /** Whether a secret is stored for the server and port as they stand. */
  readonly hasSavedSecret: boolean;
  /** The form as it is checked. */
  readonly form: SettingsForm;
  /** Checks now, and shows every finding. */
  check(): Promise<Finding[]>;
  /** Puts a fix into the controls, as if it had been typed. */
  apply(fix: SettingsPatch): void;
  /** Takes everything back. */
  detach(): void;
}

/**
 * Checks a form that is there already. Errors become custom validity and block submitting; warnings do not.
 *
 * Events on the root: `smtp-check` (`{findings}`), `smtp-apply` (`{fix}`), `smtp-secret` (`{saved}`: the stored secret
 * counts, or no longer does, because server or port changed).
 */
export function attach(root: HTMLElement, options?: AttachOptions): Attached;
