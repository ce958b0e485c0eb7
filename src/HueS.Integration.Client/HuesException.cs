namespace HueS.Integration.Client;

/// <summary>Why a call came to nothing. Its message holds codes only: it may be logged.</summary>
public abstract class HuesException : Exception
{
    private protected HuesException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
