using System.Globalization;
using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Terminology.Csv;

/// <summary>Finds columns by name or number.</summary>
/// <param name="names">The first line; null where it names none.</param>
/// <param name="width">How many columns there are.</param>
internal sealed class CsvColumns(IReadOnlyList<string>? names, int width)
{
    /// <exception cref="FhirException">Invalid: there is no such column, or more than one.</exception>
    public int Find(string column)
    {
        if (names is not null)
        {
            int[] named = [.. Enumerable.Range(0, width).Where(i => names[i] == column)];
            if (named.Length == 1)
                return named[0];
            if (named.Length > 1)
                throw FhirException.Invalid("csv-mapping", $"The first line has {named.Length} columns '{column}'. Name it by its number.");
        }

        return int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= width
            ? number - 1
            : throw FhirException.Invalid("csv-mapping", names is null
                ? $"There is no column '{column}': without a first line that names them, columns are numbers from 1 to {width}."
                : $"There is no column '{column}'. The first line has {string.Join(", ", names.Select(n => $"'{n}'"))}.");
    }
}
