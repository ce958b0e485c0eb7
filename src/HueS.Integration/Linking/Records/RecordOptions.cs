using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Linking.Records;

/// <summary>What may be told at once.</summary>
internal sealed class RecordOptions
{
    public const string Section = "Records";

    /// <summary>Default: 256 MiB. Records streamed in one request.</summary>
    [Range(1_024, long.MaxValue, ErrorMessage = "Records:MaxBytes must be at least 1024.")]
    public long MaxBytes { get; set; } = 256 * 1_024 * 1_024;

    /// <summary>Default: 4 MiB. One list of attendances.</summary>
    [Range(1_024, 64 * 1_024 * 1_024, ErrorMessage = "Records:SheetMaxBytes must be from 1024 to 67108864.")]
    public int SheetMaxBytes { get; set; } = 4 * 1_024 * 1_024;

    /// <summary>Default: 5000. Rows of one list of attendances: they are kept in one transaction, all or none.</summary>
    [Range(1, 20_000, ErrorMessage = "Records:SheetMaxRows must be from 1 to 20000.")]
    public int SheetMaxRows { get; set; } = 5_000;

    /// <summary>Default: 500. Records of a system that is linked again that are put in line at once, and the longest line they are added to.</summary>
    [Range(1, RecordBook.MostAtOnce, ErrorMessage = "Records:RelinkAtOnce must be from 1 to 500.")]
    public int RelinkAtOnce { get; set; } = RecordBook.MostAtOnce;

    /// <summary>Default: 0.05. Share of a system's records that may be missing at once before nobody believes it.</summary>
    [Range(0.0, 1.0, ErrorMessage = "Records:MostMissing must be from 0 to 1.")]
    public double MostMissing { get; set; } = 0.05;
}
