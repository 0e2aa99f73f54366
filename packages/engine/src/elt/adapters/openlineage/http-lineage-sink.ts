import type { LineageTarget } from "@lakewright/config";
import type { Secrets } from "../../../core/index.ts";
import { PlatformError } from "../../../core/index.ts";
import type { LineageSink } from "../../ports/lineage-sink.ts";

const timeoutMs = 10_000;

/** Posts each event to `<url>/api/v1/lineage`, as OpenLineage's own clients do. A redirect is an answer like any other that is not ok. */
export function httpLineageSink({ url, apiKey }: LineageTarget, secrets: Secrets): LineageSink {
  const place = `${url}/api/v1/lineage`;
  return {
    post: async (event, signal) => {
      const authorization = apiKey && `Bearer ${await secrets.resolve(apiKey)}`;
      const answer = await fetch(place, {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/json",
          ...(authorization ? { authorization } : {}),
        },
        body: JSON.stringify(event),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      }).catch((error: unknown) => {
        throw notSent(place, reasonOf(error), error);
      });
      await answer.body?.cancel();
      if (!answer.ok) throw notSent(place, `it answered ${answer.status}`);
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && /Abort|Timeout/.test(error.name))
    return "it did not answer in time";
  const { cause } = error as { cause?: { code?: string } };
  return `it cannot be reached (${cause?.code ?? "no connection"})`;
}

function notSent(place: string, reason: string, cause?: unknown): PlatformError {
  return new PlatformError(
    "lineage_not_sent",
    `lineage was not sent to ${place}: ${reason}`,
    "the build is not affected, and its artifacts contain the events; check lineage in platform.yaml",
    cause,
  );
}
