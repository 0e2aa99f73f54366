import { GraphWidget, type IMetric, type IWidget } from "aws-cdk-lib/aws-cloudwatch";
import { type Handlers, metricPeriod } from "./platform-alarms.ts";

const widgetSize = { width: 12, height: 6 };

/** One row of a dashboard: errors and throttles, then durations, of these handlers. `of` ends the titles. */
export function handlerWidgets(of: string, handlers: Handlers): IWidget[] {
  const all = Object.values(handlers);
  const period = metricPeriod;
  return [
    graph(`Errors of ${of}`, {
      left: all.flatMap((each) => [
        each.metricErrors({ period }),
        each.metricThrottles({ period }),
      ]),
    }),
    graph(`Duration of ${of}`, { left: all.map((each) => each.metricDuration({ period })) }),
  ];
}

/** A graph of half a dashboard's width. */
export function graph(
  title: string,
  metrics: { readonly left: IMetric[]; readonly right?: IMetric[] },
): IWidget {
  return new GraphWidget({ title, ...metrics, ...widgetSize });
}
