using System.Diagnostics;
using System.Text;

namespace HueS.Integration.Server.Operations;

internal static class Exceptions
{
    /// <summary>Types and frames of an exception and its causes, without any message.</summary>
    public static string Describe(this Exception exception)
    {
        var text = new StringBuilder();
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (text.Length > 0)
                text.Append("caused by ");
            text.Append(cause.GetType().FullName).AppendLine().Append(new StackTrace(cause, fNeedFileInfo: false));
        }

        return text.ToString().TrimEnd();
    }
}
