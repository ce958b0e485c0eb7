using Microsoft.Extensions.Logging;

namespace HueS.Integration.Verification.Batches;

internal static partial class Log
{
    [LoggerMessage(3101, LogLevel.Warning, "What came of the torn upload {BatchId} could not be thrown away ({Failure}); it is swept later.")]
    public static partial void UploadLeft(this ILogger logger, Guid batchId, string failure);

    [LoggerMessage(3102, LogLevel.Error, "The file of list {BatchId} does not open with its key ({Failure}): it was changed, or the key ring is another one. The list has failed.")]
    public static partial void FileBroken(this ILogger logger, Guid batchId, string failure);

    [LoggerMessage(3103, LogLevel.Error, "List {BatchId} came no further in {Attempts} attempts to read it ({Failure}). The list has failed.")]
    public static partial void ReadingGivenUp(this ILogger logger, Guid batchId, int attempts, string failure);
}
