namespace HueS.Integration.Identity;

/// <summary>A commune-level unit of Huế. Its code is no key by itself: after the reform every code in use once named a former unit.</summary>
/// <param name="Code">Five digits of the statistics office.</param>
/// <param name="FullName">With its kind: <c>Phường Thuận Hóa</c>.</param>
/// <param name="IsFormer">Whether it ended with the reform.</param>
internal sealed record Ward(string Code, string FullName, bool IsFormer);
