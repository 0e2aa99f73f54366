/** The part of Glue's TableInput and PartitionInput that Lakewright writes; names and nesting are the API's own. */
export interface ColumnInput {
  readonly Name: string;
  readonly Type: string;
  readonly Comment?: string;
  readonly Parameters?: Readonly<Record<string, string>>;
}

export interface StorageDescriptor {
  readonly Columns: readonly ColumnInput[];
  readonly Location: string;
  readonly InputFormat: string;
  readonly OutputFormat: string;
  readonly Compressed: boolean;
  readonly NumberOfBuckets: number;
  readonly SerdeInfo: {
    readonly SerializationLibrary: string;
    readonly Parameters: Readonly<Record<string, string>>;
  };
  readonly BucketColumns: readonly string[];
  readonly SortColumns: readonly never[];
  readonly StoredAsSubDirectories: boolean;
  readonly Parameters?: Readonly<Record<string, string>>;
}

export interface TableInput {
  readonly Name: string;
  readonly Description?: string;
  readonly TableType: "EXTERNAL_TABLE";
  readonly PartitionKeys: readonly ColumnInput[];
  readonly Parameters: Readonly<Record<string, string>>;
  readonly StorageDescriptor: StorageDescriptor;
}

export interface PartitionInput {
  readonly Values: readonly string[];
  readonly StorageDescriptor: StorageDescriptor;
  readonly Parameters: Readonly<Record<string, string>>;
}
