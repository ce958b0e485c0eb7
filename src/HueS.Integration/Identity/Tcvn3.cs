namespace HueS.Integration.Identity;

/// <summary>TCVN3 (the "ABC" fonts): one byte a letter, most of them shown as signs (<c>V¨n</c> is Văn).</summary>
internal static class Tcvn3
{
    private const string Signs =
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00ADõö÷øùúûüýþ¡¢£¤¥¦§";

    private const string Reads =
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ";

    public static string Decode(string text) => string.Create(text.Length, text, static (read, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var sign = Signs.IndexOf(text[i], StringComparison.Ordinal);
            read[i] = sign < 0 ? text[i] : Reads[sign];
        }
    });
}
