using System.Text;
using System.Text.Json;
using BidForge.Contracts;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Projects.Storage;

/// <summary>How models meet the snake_case schema.</summary>
internal static class Mapping
{
    /// <summary>Maps every scalar property of the entity to its name in snake_case.</summary>
    public static void UseSnakeCase<TEntity>(this EntityTypeBuilder<TEntity> entity, string table)
        where TEntity : class
    {
        entity.ToTable(table);
        foreach (var property in entity.Metadata.GetProperties())
            property.SetColumnName(ToSnakeCase(property.Name));
    }

    public static void HasPlace<TEntity>(this EntityTypeBuilder<TEntity> entity, System.Linq.Expressions.Expression<Func<TEntity, Place?>> place)
        where TEntity : class =>
        entity.ComplexProperty(place, columns =>
        {
            columns.IsRequired();
            columns.Property(p => p.Address).HasColumnName("address");
            columns.Property(p => p.City).HasColumnName("city");
            columns.Property(p => p.Region).HasColumnName("region");
            columns.Property(p => p.PostalCode).HasColumnName("postal_code");
            columns.Property(p => p.Country).HasColumnName("country");
            columns.Property(p => p.Latitude).HasColumnName("latitude");
            columns.Property(p => p.Longitude).HasColumnName("longitude");
        });

    /// <summary>Stores an enum as its camelCase name.</summary>
    public static PropertyBuilder<TEnum> AsWord<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), word => Enum.Parse<TEnum>(word, true));

    /// <summary>Stores an immutable value as jsonb; it changes only by being replaced.</summary>
    public static PropertyBuilder<TValue> AsJson<TValue>(this PropertyBuilder<TValue> property)
        where TValue : class =>
        property.HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, EventJson.Options),
            json => JsonSerializer.Deserialize<TValue>(json, EventJson.Options)!,
            new ValueComparer<TValue>((a, b) => ReferenceEquals(a, b), value => value.GetHashCode(), value => value));

    internal static string ToSnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }
        return snake.ToString();
    }
}
