//! Values on their way to a database server and back.

use super::super::Value;
use crate::Error;
use std::borrow::Cow;
use std::slice;
use tokio_postgres::Row;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, Kind, ToSql, Type, to_sql_checked};

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        if let Kind::Array(_) = ty.kind() {
            // A statement for many rows, and there is one.
            return slice::from_ref(self).to_sql(ty, out);
        }
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            // The embedded database keeps truth as 0 or 1, and a move brings it as it is there.
            Value::Int(number) if *ty == Type::BOOL => (*number != 0).to_sql(ty, out),
            Value::Int(number) => number.to_sql(ty, out),
            Value::Bool(truth) => truth.to_sql(ty, out),
            Value::Text(text) => text.as_ref().to_sql(ty, out),
            Value::Bytes(bytes) => bytes.as_ref().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // The statements are ours: a test prepares each of them, and the types of the tables are four.
        true
    }

    to_sql_checked!();
}

/// The value of a column.
pub(crate) fn value(row: &Row, column: usize) -> Result<Value<'_>, Error> {
    let Some(of) = row.columns().get(column) else {
        return Err(Error::Broken(format!("The database answered without column {column}.")));
    };
    Ok(match *of.type_() {
        Type::INT8 => get::<i64>(row, column)?.map_or(Value::Null, Value::Int),
        Type::INT4 => get::<i32>(row, column)?.map_or(Value::Null, |number| Value::Int(number.into())),
        Type::BOOL => get::<bool>(row, column)?.map_or(Value::Null, Value::Bool),
        Type::BYTEA => {
            get::<&[u8]>(row, column)?.map_or(Value::Null, |bytes| Value::Bytes(Cow::Borrowed(bytes)))
        }
        _ => get::<&str>(row, column)?.map_or(Value::Null, Value::from),
    })
}

fn get<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<Option<T>, Error> {
    row.try_get(column).map_err(|error| Error::Broken(format!("The database answered oddly: {error}.")))
}
