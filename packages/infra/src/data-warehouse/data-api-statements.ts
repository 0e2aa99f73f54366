import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { MadeWarehouse } from "./warehouse.ts";

/** IAM statements for running SQL in this warehouse as its administrator, and for reading the results of one's own statements alone. */
export function dataApiStatements({ arn, secretArn }: MadeWarehouse): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "StatementsOfTheWarehouse",
      actions: ["redshift-data:ExecuteStatement"],
      resources: [arn],
    }),
    new PolicyStatement({
      sid: "OwnStatements",
      actions: [
        "redshift-data:CancelStatement",
        "redshift-data:DescribeStatement",
        "redshift-data:GetStatementResult",
      ],
      // Statements have no ARN: the condition is on who submitted them (Redshift management guide, "Data API").
      resources: ["*"],
      conditions: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM fills it in
        StringEquals: { "redshift-data:statement-owner-iam-userid": "${aws:userid}" },
      },
    }),
    new PolicyStatement({
      sid: "SecretOfTheAdministrator",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [secretArn],
    }),
  ];
}
