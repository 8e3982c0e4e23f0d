using System.Text;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Structure;

/// <summary>Reporting faults, and going on behind them.</summary>
internal ref partial struct JsonWalk
{
    private const int Shown = 60;

    /// <param name="offset">Of the token at fault; by default the one being read.</param>
    /// <param name="child">The element of the current one that is at fault.</param>
    /// <returns>Nothing, in place of the text of a value.</returns>
    private readonly ReadOnlySpan<byte> Fault(string type, string code, string diagnostics, long offset = -1, string? child = null)
    {
        faults.Add(type, code, diagnostics, _path.Spell(child), start + (offset < 0 ? _reader.TokenStartIndex : offset));
        return default;
    }

    private void WrongType(string expected)
    {
        if (_reader.TokenType == JsonTokenType.Null)
            Fault("structure", "null-value", $"null is no value here: expected {expected}; leave the element out instead.");
        else
            Fault("structure", "wrong-json-type", $"Expected {expected}, found {Found(_reader.TokenType)}.");
        Skip();
    }

    private void UnknownMember(TypeSchema type, ReadOnlySpan<byte> name)
    {
        var text = Show(name);
        if (text == "fhir_comments")
            Fault("structure", "fhir-comments", "fhir_comments was removed from FHIR; JSON has no comments.");
        else
            Fault("structure", "unknown-element", $"{type.Name} has no {text}{Hint(type, text)}.", child: text);
        Skip();
    }

    private static string Hint(TypeSchema type, string name)
    {
        var plain = name.TrimStart('_');
        if (type.FindElement(plain) is { IsChoice: true } choice)
            return $"; say its type: {string.Join(", ", choice.Properties.Take(5).Select(p => p.Name))}{(choice.Properties.Count > 5 ? ", …" : "")}";
        return plain != name && type.FindProperty(plain) is not null ? $": {plain} is an object or a bare value and needs no sibling" : "";
    }

    private static string Choices(CodeSet codes) =>
        codes.Codes.Count <= 12 ? $": expected {string.Join(", ", codes.Codes)}" : "";

    /// <summary>Goes to the last token of the value the reader stands at, or whose name it stands at.</summary>
    private void Skip()
    {
        if (_reader.TokenType == JsonTokenType.PropertyName)
            _reader.Read();
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        var depth = _reader.CurrentDepth;
        do
        {
            if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                CheckDepth();
            _reader.Read();
        }
        while (_reader.CurrentDepth > depth);
    }

    /// <summary>Called at each start of an object or array, so that neither this walk nor a later reader goes too deep.</summary>
    private readonly void CheckDepth()
    {
        if (_reader.CurrentDepth < maxDepth)
            return;
        faults.AddFatal("nesting-too-deep", $"Objects and arrays are nested more than {maxDepth} deep.", _path.Spell(), start + _reader.TokenStartIndex);
        throw new ReadAbortedException();
    }

    private static string Found(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => "true or false",
    };

    private static string Show(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text.Length > Shown * 4 ? text[..(Shown * 4)] : text);
        if (shown.Length <= Shown)
            return shown;
        return string.Concat(shown.AsSpan(0, char.IsHighSurrogate(shown[Shown - 1]) ? Shown - 1 : Shown), "…");
    }
}
