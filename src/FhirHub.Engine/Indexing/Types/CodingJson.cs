using System.Text.Json;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>What a Coding says; empty for what it does not.</summary>
internal readonly record struct CodingJson(string System, string Code, string Display)
{
    /// <summary>From the beginning of the object to its end.</summary>
    public static CodingJson Read(ref Utf8JsonReader reader)
    {
        var (system, code, display) = ("", "", "");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isSystem, isCode, isDisplay) =
                (reader.ValueTextEquals("system"u8), reader.ValueTextEquals("code"u8), reader.ValueTextEquals("display"u8));
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                reader.Skip();
            else if (isSystem)
                system = reader.GetString()!;
            else if (isCode)
                code = reader.GetString()!;
            else if (isDisplay)
                display = reader.GetString()!;
        }
        return new CodingJson(system, code, display);
    }

    public void AddTo(string prefix, EntrySink sink)
    {
        TokenJson.Add(System, Code, prefix, sink);
        if (Display.Length > 0)
            TokenText.Add(Display, prefix, sink);
    }
}
