import { PlatformError } from "@lakewright/engine";
import { type WriteLine, writeLine } from "./log-line.ts";

/** CloudFormation's request to the function of a custom resource (user guide, "Custom resource request objects"). */
export interface CustomResourceEvent {
  readonly RequestType: "Create" | "Update" | "Delete";
  /** Presigned: whoever knows it may answer. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

export interface Answering {
  /** The same for every request, so that CloudFormation never replaces the resource. */
  readonly physicalId: string;
  /** Milliseconds until the function is stopped. */
  readonly remainingMs: number;
  readonly respond: Respond;
}

/** Puts an answer to where CloudFormation waits for it. */
export type Respond = (url: string, body: string) => Promise<void>;

/** Everything that a handler of custom resources is given besides the event. */
export interface FunctionContext {
  readonly write: WriteLine;
  readonly respond: Respond;
  /** Milliseconds until the function is stopped. */
  readonly remainingMs: () => number;
}

/** Lambda's context, passed beside the event. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

export function inLambda(context: LambdaContext): FunctionContext {
  const remainingMs = () => context.getRemainingTimeInMillis();
  return { write: writeLine, respond: respondByPut, remainingMs };
}

/** Entries of a property that is a list, of this deployment and of the one before. */
export function listedNowOrBefore(
  { ResourceProperties, OldResourceProperties }: CustomResourceEvent,
  property: string,
): readonly string[] {
  return [ResourceProperties[property], OldResourceProperties?.[property]].flatMap((list) =>
    Array.isArray(list) ? list.map(String) : [],
  );
}

/** CloudFormation refuses a longer answer. */
const maxAnswerBytes = 4096;
/** Time that is left for the answer itself. */
const reserveMs = 5000;

type AnswerDetails =
  | { readonly Data: Readonly<Record<string, string>> }
  | { readonly Reason: string };

export function isCustomResourceEvent(event: unknown): event is CustomResourceEvent {
  return typeof event === "object" && event !== null && "ResponseURL" in event;
}

/**
 * Does the work and answers in every case: with what was done, with the reason why not, or before the function's time is
 * up. Without an answer a deployment waits for an hour. A reason holds no stack and no address with a signature in it.
 */
export async function answerCustomResource(
  event: CustomResourceEvent,
  { physicalId, remainingMs, respond }: Answering,
  work: () => Promise<Readonly<Record<string, string>>>,
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const answer = (Status: "SUCCESS" | "FAILED", more: AnswerDetails) => {
    const same = { Status, PhysicalResourceId: physicalId, StackId, RequestId, LogicalResourceId };
    const body = JSON.stringify({ ...same, ...more });
    return Buffer.byteLength(body) <= maxAnswerBytes ? body : JSON.stringify(same);
  };
  const body = await inTime(work(), remainingMs - reserveMs).then(
    (Data) => answer("SUCCESS", { Data }),
    (error: unknown) => answer("FAILED", { Reason: reasonOf(error) }),
  );
  await respond(event.ResponseURL, body);
}

/** Over the network, three times if need be. */
const respondByPut: Respond = async (url, body) => {
  for (let attempt = 1; ; attempt++) {
    // The signature covers an empty content type.
    const headers = { "content-type": "" };
    const answered = await fetch(url, { method: "PUT", headers, body }).catch(() => undefined);
    if (answered?.ok) return;
    if (attempt === 3)
      throw new Error(`CloudFormation did not take the answer: ${answered?.status}`);
  }
};

async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = "it was not done in the function's time; deploying again goes on from here";
    timer = setTimeout(() => reject(new Error(message)), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  const { message, hint } =
    error instanceof PlatformError
      ? error
      : {
          message: error instanceof Error ? error.message : String(error),
          hint: "see the function's log",
        };
  const text = `${message} (${hint})`.replace(/(https?:\/\/[^\s?]+)\?\S+/g, "$1");
  return text.slice(0, 1000);
}
